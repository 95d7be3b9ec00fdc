"""Print the handout, with the contract as its appendix: python docs/handout_pdf.py OUT.pdf."""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
SECONDS = 120
SECTION = re.compile(r"<section .*</section>", re.DOTALL)
ELSEWHERE = re.compile(r'<a class="reference internal" href="[^"#]+[^"]*">(.*?)</a>', re.DOTALL)


class PrintError(Exception):
    """Why there is no PDF, in one line."""


def main() -> int:
    """Write the PDF; 2 and one line when that cannot be done."""
    parser = argparse.ArgumentParser(description="Print the handout to a PDF.")
    parser.add_argument("out", type=Path, metavar="OUT.pdf")
    out = parser.parse_args().out.absolute()
    try:
        with tempfile.TemporaryDirectory(prefix="handout-") as folder:
            write(out, Path(folder))
    except PrintError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def write(out: Path, folder: Path) -> None:
    """Build the pages in the folder, join the two that are printed, and print them."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise PrintError("no Chromium was found; install chromium, or print the page by hand")
    if not out.parent.is_dir():
        raise PrintError(f"there is no folder {out.parent}; make it first")
    pages = folder / "pages"
    run("the pages", sys.executable, "-m", "sphinx", "-q", str(DOCS), str(pages))
    page = pages / "printed.html"
    handout, contract = (
        (pages / f"{name}.html").read_text(encoding="utf-8") for name in ("handout", "contract")
    )
    page.write_text(joined(handout, contract), encoding="utf-8")
    made = folder / "handout.pdf"
    # Chromium's own sandbox needs what a container, or root, has not; the page is ours.
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    options += ["--no-first-run", f"--user-data-dir={folder / 'profile'}"]
    run("the PDF", browser, *options, "--no-pdf-header-footer", f"--print-to-pdf={made}",
        page.as_uri())  # fmt: skip
    if not made.is_file():
        raise PrintError(f"{Path(browser).name} ended without a PDF")
    try:
        shutil.copyfile(made, out)
    except OSError as error:
        raise PrintError(f"{out} cannot be written: {error.strerror}") from error


def joined(handout: str, contract: str) -> str:
    """Return the handout with the contract behind it; links to other pages are only their text."""
    (appendix,) = SECTION.findall(contract)
    appendix = re.sub(r'(\bid="|href="#)', r"\1contract-", appendix)
    first = appendix.partition('id="')[2].partition('"')[0]
    text = re.sub(r'href="contract\.html"', f'href="#{first}"', handout)
    (body,) = SECTION.findall(text)
    return ELSEWHERE.sub(r"\1", text.replace(body, f"{body}\n{appendix}"))


def run(what: str, *command: str) -> None:
    """Run a program; PrintError with its last line when it fails."""
    try:
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, text=True, errors="replace", timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PrintError(f"{what} took more than {SECONDS} seconds") from error
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip() or "no word why").splitlines()[-1]
        raise PrintError(f"{what} could not be made: {last}")


if __name__ == "__main__":
    sys.exit(main())
