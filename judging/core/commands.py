"""What the console script hands to the commands of the slices, which know no application."""

from collections.abc import Callable

from flask import Flask

AppFactory = Callable[..., Flask]
