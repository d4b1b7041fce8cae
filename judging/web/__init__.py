"""The frame of a request: who may call, what protects it, how a change is written once, how a refusal is told."""
