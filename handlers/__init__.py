"""What service tasks do: one module per topic, and `registry` that lists them."""

from handlers.registry import HANDLERS, BoundHandler, Handler, bind_handlers, contract_of

__all__ = ["HANDLERS", "BoundHandler", "Handler", "bind_handlers", "contract_of"]
