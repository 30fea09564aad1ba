"""YAML of texts, where a key that stands twice is an error and not a silent loss."""

import yaml

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


def load_mapping(content: bytes) -> dict[object, object]:
    """The top mapping of a YAML file.

    Raises:
        yaml.YAMLError: no YAML, a key twice, or harmful (app.safe_yaml).
        TypeError: the file holds something else than a mapping.
    """
    text = content.decode("utf-8")
    demand_harmless(text)
    loader = _Strict(text)
    try:
        loaded = loader.get_single_data()
    finally:
        loader.dispose()
    if not isinstance(loaded, dict):
        raise TypeError("the file has to map ids to texts")
    return loaded
