"""Compiles function calls and function definitions."""

from app.feel import tree
from app.feel.builtins import STANDARD
from app.feel.call import call_function
from app.feel.compiler import MISSING, Code, Compiler, Env, compiles, lookup
from app.feel.inference import result_type
from app.feel.nearest import HINT, did_you_mean
from app.feel.run import Run
from app.feel.types import ANY
from app.feel.values import Builtin, Value, type_name


@compiles(tree.Call)
def _call(compiler: Compiler, node: tree.Call) -> Code:
    arguments = tuple(compiler.code(argument) for argument in node.arguments)
    names, position = node.names, node.position
    if isinstance(node.callee, tree.Name):
        name = node.callee.name
        if name == "is defined" and len(arguments) == 1:
            compiler.calls.add(name)
            return _is_defined(arguments[0])
        if not compiler.is_bound(name):
            compiler.calls.add(name)
        find = _by_name(name, position)
    else:
        find = _by_value(compiler.code(node.callee), position)

    def run_call(run: Run, env: Env) -> Value:
        function = find(run, env)
        values = [argument(run, env) for argument in arguments]
        if not isinstance(function, Builtin):
            return None
        return call_function(run, function, values, names, position)

    return run_call


def _is_defined(argument: Code) -> Code:
    """Asking whether something is there is no error where it is not: its notes are dropped."""

    def run_is_defined(run: Run, env: Env) -> Value:
        kept = len(run.notes)
        value = argument(run, env)
        del run.notes[kept:]
        return value is not None

    return run_is_defined


def _by_name(name: str, position: int) -> Code:
    def find(run: Run, env: Env) -> Value:
        # A variable that is no function does not hide one: `date` is a likely variable name.
        found = lookup(env, name)
        if found is not MISSING and isinstance(found, Builtin):
            return found
        function = run.functions.get(name) or STANDARD.get(name)
        if function is None:
            hint = did_you_mean(name, (*STANDARD, *run.functions))
            run.spend(HINT)
            run.note("There is no function {name}{hint}", position, name=name, hint=hint)
        return function

    return find


def _by_value(code: Code, position: int) -> Code:
    def find(run: Run, env: Env) -> Value:
        value = code(run, env)
        if not isinstance(value, Builtin):
            run.note("A {found} cannot be called", position, found=type_name(value))
        return value

    return find


@compiles(tree.Lambda)
def _lambda(compiler: Compiler, node: tree.Lambda) -> Code:
    written = (
        node.body if node.result is None else tree.Typed(node.position, node.body, node.result)
    )
    with compiler.binding(*node.parameters):
        body, cost = compiler.body(written)
    parameters, types, name = node.parameters, node.types, node.name
    if all(one is ANY for one in types):
        types = ()
    result = node.result or result_type(node.body, dict(zip(parameters, node.types, strict=True)))

    def define(_: Run, env: Env) -> Value:
        def call(run: Run, *values: Value) -> Value:
            run.spend(cost)
            return body(run, Env(dict(zip(parameters, values, strict=True)), env))

        return Builtin(name, parameters, call, needs_run=True, types=types, result=result)

    return define
