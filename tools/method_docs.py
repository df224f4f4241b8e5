"""Write the reference of the methods, `docs/methods/`, from their docstrings and their spec tests.

Run after a method, its docstring or its spec has changed: `make docs`, or `uv run python tools/method_docs.py`.
What is said is read in `method_definitions` and `method_specs`; here it is laid out.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from method_definitions import (
    FAMILIES,
    ROOT,
    Definition,
    entries,
    index,
    modules,
    named,
    public,
    signature,
    source,
    tree,
)  # fmt: skip
from method_specs import Spec, specs

FOLDER = ROOT / "docs" / "methods"
UP = "../.."
INTRODUCTION = """\
# Methods

Every statistic of Verity: what it does, its formula, what goes in, what a missing value means, what comes out, when it
refuses, its source, a worked example, and the rules it is held to, drawn as small tables that the tests read.
Formulas stand in quotation blocks, in the words of the code.

These pages are made from the code by `make docs`; a test keeps them current. Change the docstring, not the page.
"""
FORMULA = re.compile(r"[\w₀-₉')] = [^=]|√|Σ|[χα]²?\(")


def prose(text: str, here: str) -> str:
    """Return text with Markdown's own signs escaped and names of methods linked."""
    parts = re.split(r"(`[^`]*`)", text)
    for i, part in enumerate(parts):
        if not part.startswith("`"):
            parts[i] = re.sub(r"([*<]|(?<!\w)_|_(?!\w))", r"\\\1", part)
        elif (other := named(part.strip("`"), here)) is not None:
            parts[i] = other.link.replace(f"({here}.md#", "(#")
    return "".join(parts)


def cell(text: str, here: str) -> str:
    """Return text for a cell of a table."""
    return prose(" ".join(text.split()), here).replace("|", "\\|")


def paragraphs(text: str, here: str) -> Iterator[str]:
    """Yield paragraphs, those with a formula as quotations."""
    for paragraph in filter(None, text.split("\n\n")):
        line = " ".join(paragraph.split())
        yield ("> " if FORMULA.search(line) else "") + prose(line, here) + "\n"


def parameters(section: str, here: str, title: str) -> Iterator[str]:
    """Yield a table of parameters or attributes."""
    lines = [f"**{title}**\n", "| name | type and shape | meaning, missing values |", "| --- | --- | --- |"]
    for head, body in entries(section):
        name, _, kind = head.partition(" : ")
        names = ", ".join(f"`{one.strip()}`" for one in name.split(","))
        lines.append(f"| {names} | {cell(kind, here)} | {cell(body, here)} |")
    yield "\n".join(lines) + "\n"


def function(one: Definition, rules: list[Spec]) -> Iterator[str]:
    """Yield the part of a page about one function."""
    here, sections = one.module, one.sections
    yield f"## `{one.name}`\n\n```python\n{signature(one, one.node)}\n```\n"
    yield from paragraphs(sections[""], here)
    if "Parameters" in sections:
        yield from parameters(sections["Parameters"], here, "Parameters")
    returned = entries(sections.get("Returns", "")) or [(ast.unparse(one.node.returns), "")] if one.node.returns else []
    for head, body in returned:
        yield f"**Returns** {prose(f'`{head}`', here)}{'. ' if body else ''}{prose(body, here)}\n"
    for head, body in entries(sections.get("Raises", "")):
        yield f"**Refuses** with `{head}`: {prose(body[:1].lower() + body[1:], here)}\n"
    if "Notes" in sections:
        yield from paragraphs(sections["Notes"], here)
    found = source(one)
    if found or here not in FAMILIES["Foundations"]:
        yield f"**Source** {prose(found, here) or 'none named; the definition above is the rule.'}\n"
    if "Examples" in sections:
        yield f"**Example**\n\n```python\n{sections['Examples'].strip()}\n```\n"
    if rules:
        yield (
            "**Specification** "
            + ", ".join(f"[{rule.title}](#{anchor('Rule: ' + rule.title)})" for rule in rules)
            + "\n"
        )


def result(one: Definition) -> Iterator[str]:
    """Yield the part of a page about one class: its words, its fields or values, its methods."""
    here, sections = one.module, one.sections
    yield f"## Class `{one.name}`\n"
    yield from paragraphs(sections[""], here)
    for title in ("Parameters", "Attributes"):
        if title in sections:
            yield from parameters(sections[title], here, title)
    members: list[str] = []
    for node in one.node.body:
        match node:
            case ast.AnnAssign(target=target, annotation=annotation) if "Attributes" not in sections:
                members.append(f"- `{ast.unparse(target)}: {ast.unparse(annotation)}`")
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                members.append(f"- `{name}`: {cell(ast.unparse(value).strip(chr(34) + chr(39)), here)}")
            case ast.FunctionDef(name=name) if not name.startswith("_"):
                said = (ast.get_docstring(node) or "").split("\n\n")[0]
                members.append(f"- `{signature(one, node)}`: {cell(said, here)}")
            case _:
                pass
    yield "\n".join(members) + "\n" if members else ""


def anchor(title: str) -> str:
    """Return the fragment that a heading gets on GitHub."""
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def rule_lines(rule: Spec, here: str) -> Iterator[str]:
    """Yield one spec test: its tables, what it refuses, and how it is checked."""
    yield f"### Rule: {rule.title}\n"
    named = [index()[name].link.replace(f"({here}.md#", "(#") for _, name in sorted(rule.exercises) if name in index()]
    yield f"Of {', '.join(named)}; in [{rule.file}]({UP}/tests/spec/{rule.file}).\n"
    yield from (f"{prose(remark, here)}\n" for remark in rule.remarks)
    for table in rule.tables:
        header = list(table[0])
        lines = [header, ["---"] * len(header), *(list(row.values()) for row in table)]
        yield "\n".join("| " + " | ".join(lines_cell or " " for lines_cell in line) + " |" for line in lines) + "\n"
    yield from (f"Refused: “{prose(refusal.replace('.*', '…'), here)}”\n" for refusal in dict.fromkeys(rule.refusals))
    yield f"<details><summary>How it is checked</summary>\n\n```python\n{rule.check}\n```\n</details>\n"


def page(module: str, all_rules: list[Spec]) -> str:
    """Return the page of one module."""
    title = module.replace("_", " ")
    lines = [f"# Methods: {title}\n"]
    lines += paragraphs(ast.get_docstring(tree(module)) or "", module)
    lines.append(
        f"Code: [src/verity/methods/{module}.py]({UP}/src/verity/methods/{module}.py) · [all methods](README.md)\n"
    )
    own = [rule for rule in all_rules if any(one == module for one, _ in rule.exercises)]
    for one in public(module):
        if isinstance(one.node, ast.ClassDef):
            lines += result(one)
        else:
            lines += function(one, [rule for rule in own if (module, one.name) in rule.exercises])
    if own:
        lines.append("## Specification\n\nThe tests read these tables as they stand; `-` or nothing is missing.\n")
        for rule in own:
            lines += rule_lines(rule, module)
    return "\n".join(line.rstrip(" ") for line in lines if line).rstrip() + "\n"


def contents() -> str:
    """Return the index: families, modules, functions."""
    lines = [INTRODUCTION]
    for family, members in FAMILIES.items():
        lines.append(f"## {family}\n")
        for module in members:
            lines += [f"- {one.link}: {cell(one.summary, 'README')}" for one in public(module)
                      if isinstance(one.node, ast.FunctionDef)]  # fmt: skip
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def pages() -> dict[Path, str]:
    """Return every file of the reference and its text."""
    rules = specs()
    return {FOLDER / "README.md": contents()} | {FOLDER / f"{one}.md": page(one, rules) for one in modules()}


def main() -> int:
    """Write the pages, and remove those of modules that are gone."""
    made = pages()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for file in set(FOLDER.glob("*.md")) - made.keys():
        file.unlink()
    for file, text in made.items():
        file.write_text(text, "utf-8", newline="\n")
    print(f"{FOLDER.relative_to(ROOT).as_posix()}: {len(made)} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
