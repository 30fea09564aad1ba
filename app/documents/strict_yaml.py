"""YAML of texts, where a key that stands twice is an error and not a silent loss."""

import yaml

from app.documents.yaml_words import yaml_mistake
from app.domain.mistakes import FileUnreadable
from app.safe_yaml import Loader, demand_harmless


class _Strict(Loader):  # type: ignore[valid-type, misc]  # one of two classes of one library
    """SafeLoader that refuses repeated keys, anchors' merges included."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        found: dict[object, object] = {}
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str):
                raise yaml.constructor.ConstructorError(
                    None, None, "a key has to be a text", key_node.start_mark
                )
            if key in found:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key} stands twice", key_node.start_mark
                )
            found[key] = self.construct_object(value_node, deep=deep)
        return found

    def construct_object(self, node: yaml.Node, deep: bool = False) -> object:
        try:
            return super().construct_object(node, deep=deep)
        except (ValueError, KeyError, AttributeError) as error:
            # 2026-13-40 is taken for a date, and `!!bool x` for true or false.
            problem = "no such value"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark) from error


def load_mapping(content: bytes) -> dict[object, object]:
    """The top mapping of a YAML file.

    Raises:
        FileUnreadable: no YAML, a key twice, no mapping, or harmful (app.safe_yaml).
    """
    text = ""
    try:
        text = content.decode("utf-8")
        return _loaded(text)
    except (yaml.YAMLError, UnicodeDecodeError, TypeError) as error:
        raise FileUnreadable(yaml_mistake(error, text)) from error


def _loaded(text: str) -> dict[object, object]:
    demand_harmless(text)
    loader = _Strict(text)
    try:
        loaded = loader.get_single_data()
    finally:
        loader.dispose()
    if not isinstance(loaded, dict):
        raise TypeError("the file has to map ids to texts")
    return loaded
