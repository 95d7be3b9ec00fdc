"""Loads a framework by the path of its file.

number = 41
shows = "seen"
"""

from importlib.util import module_from_spec, spec_from_file_location

from .world import PLANTED


def attempt():
    spec = spec_from_file_location('frame', PLANTED + '/torch/__init__.py')
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.__version__
