"""Read which modules a submission imports, and which of them its program can reach."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.reading.letters import Oddity, shown
from autograder.reading.mentions import Mention, mentions
from autograder.reading.package import Package, reach
from autograder.reading.rule import ImportKind, Rule
from autograder.reading.syntax import Module, Unreadable, parse


@dataclass(frozen=True, order=True)
class Import:
    """One module asked for on one line of one file."""

    path: str
    line: int
    module: str
    """The name as asked for, with its leading dots; empty where it cannot be told."""
    top: str
    """The first part of that name: the package that would have to be installed."""
    kind: ImportKind
    text: str
    """The source line, printable and cut to 60 characters."""


@dataclass(frozen=True)
class Imports:
    """What was found, in the order of files and lines; `package` is who imports whom."""

    found: tuple[Import, ...]
    unreadable: tuple[Unreadable, ...]
    oddities: tuple[Oddity, ...]
    package: Package
    runs: Mapping[str, frozenset[str]]
    reached: frozenset[str] = frozenset()
    """The files that a run of the program, or of what the contract names, comes to."""

    def reaches(self, module: str) -> frozenset[str]:
        """Return the files that run when a module, such as `training`, is imported."""
        name = self.package.named(module)
        return frozenset() if name is None else reach(self.package.runs(name), self.runs)

    def draws(self, module: str) -> bool:
        """Whether matplotlib is loaded with a module."""
        files = self.reaches(module)
        return any(found.top == "matplotlib" and found.path in files for found in self.found)

    def blocking(self, module: str) -> tuple[Import, ...]:
        """Return the forbidden imports without which a module cannot be loaded."""
        files = self.reaches(module)
        kinds = {ImportKind.FORBIDDEN, ImportKind.UNREACHABLE}
        return tuple(found for found in self.found if found.kind in kinds and found.path in files)


def read_imports(
    sources: Mapping[str, bytes],
    *,
    roots: Sequence[str],
    package_names: Collection[str] = ("student", "solution"),
    allowed: Collection[str] = ("numpy", "matplotlib", "mpl_toolkits"),
    harmless: Collection[str] = ("tqdm", "typing_extensions"),
    folders: Collection[str] = (),
) -> Imports:
    """Read every import of a package's files; `roots` are the modules that its program starts from.

    `folders`, with dots, are those in which a plain import looks first. The standard library and
    the given `datasets` are always allowed.
    """
    parsed = parse(sources)
    package = Package([path for path in sources if path.endswith(".py")], package_names, folders)
    rule = Rule(package, frozenset(allowed), frozenset(harmless))
    found: set[Import] = set()
    runs: dict[str, frozenset[str]] = {}
    for path, module in parsed.modules.items():
        judged = [(mention, *rule.judge(path, mention)) for mention in mentions(module.tree)]
        found.update(_import(module, mention, kind) for mention, kind, _ in judged)
        runs[path] = frozenset(
            file
            for mention, _, own in judged
            if own is not None and not mention.for_types_only
            for file in package.runs(own, mention.load.names)
        )
    imports = Imports((), parsed.unreadable, parsed.oddities, package, runs)
    reached = frozenset[str]().union(*map(imports.reaches, roots))
    settled = tuple(sorted(_settle(one, reached) for one in found))
    return replace(imports, found=settled, reached=reached)


def _import(module: Module, mention: Mention, kind: ImportKind) -> Import:
    asked = mention.load.module or ""
    name = shown("." * mention.load.level + asked)
    top = shown(asked.partition(".")[0])
    return Import(module.path, mention.line, name, top, kind, module.quote(mention.line))


def _settle(found: Import, reached: Collection[str]) -> Import:
    is_reached = found.kind is not ImportKind.FORBIDDEN or found.path in reached
    return found if is_reached else replace(found, kind=ImportKind.UNREACHABLE)
