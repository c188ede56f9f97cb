"""`cnhk completion`: scripts for bash, zsh and fish, made from the same parser as `--help`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tui.command_tree import Command, Option

NAME = "cnhk"


def completion(shell: str, tree: Command) -> str:
    """The script for one of the SHELLS."""
    return "\n".join(SCRIPTS[shell](tree)) + "\n"


def _bash(tree: Command) -> Iterator[str]:
    valued = [(command, option) for command in tree.all() for option in command.options if option.value]
    yield f"# bash completion of {NAME}; to use it: source <({NAME} completion bash)"
    yield f"_{NAME}() {{"
    yield '    local current="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"'
    yield '    local command="" option="" word'
    yield "    COMPREPLY=()"
    yield '    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do'
    # An option's value is no command, and where `=` stands between them bash takes it for a word.
    yield '        [ "$word" = "=" ] && continue'
    yield '        case "$command $option" in'
    patterns = "|".join(_bash_pattern(command, option) for command, option in valued)
    yield f'            {patterns}) option=""; continue ;;'
    yield "        esac"
    yield '        option="$word"'
    yield '        case "$command $word" in'
    for command in tree.all():
        for below in command.commands:
            above = " ".join(command.path)
            yield f'            "{above} {below.path[-1]}") command="{" ".join(below.path)}" ;;'
    yield "        esac"
    yield "    done"
    yield '    case "$command $before" in'
    for command, option in valued:
        yield f"        {_bash_pattern(command, option)}) {_bash_value(option)}return ;;"
    yield "    esac"
    yield '    case "$command" in'
    for command in tree.all():
        words = " ".join((*command.words, *(flag for option in command.options for flag in option.flags)))
        yield f'        "{" ".join(command.path)}") COMPREPLY=($(compgen -W "{words}" -- "$current")) ;;'
    yield "    esac"
    yield "}"
    yield f"complete -F _{NAME} {NAME}"


def _bash_pattern(command: Command, option: Option) -> str:
    """What matches the option after its command."""
    return "|".join(f'"{" ".join(command.path)} {flag}"' for flag in option.flags)


def _bash_value(option: Option) -> str:
    if option.takes_file:
        return """local IFS=$'\\n'; compopt -o filenames 2> /dev/null; COMPREPLY=($(compgen -f -- "$current")); """
    if not option.choices:
        return ""
    return f'COMPREPLY=($(compgen -W "{" ".join(option.choices)}" -- "$current")); '


def _zsh(tree: Command) -> Iterator[str]:
    yield f"#compdef {NAME}"
    yield f"# zsh completion of {NAME}; to use it: {NAME} completion zsh > a file _{NAME} in a folder of $fpath"
    for command in tree.all():
        yield from _zsh_function(command)
    yield f'if [[ "${{funcstack[1]}}" = _{NAME} ]]; then'
    yield f'    _{NAME} "$@"'
    yield "else"
    yield f"    compdef _{NAME} {NAME}"
    yield "fi"


def _zsh_function(command: Command) -> Iterator[str]:
    yield f"{_function(command)}() {{"
    yield "    local context state state_descr line"
    yield "    typeset -A opt_args"
    specs = [_zsh_option(option) for option in command.options]
    specs += [f"':{operand.name}:({' '.join(operand.choices)})'" for operand in command.operands]
    if command.commands:
        specs += ["'1:command:->command'", "'*::argument:->argument'"]
    yield "    _arguments -C \\"
    yield " \\\n".join(f"        {spec}" for spec in specs)
    if command.commands:
        yield '    case "$state" in'
        yield "        command)"
        yield "            local -a commands=("
        for below in command.commands:
            yield f"                {_quoted(f'{below.path[-1]}:{below.summary}')}"
        yield "            )"
        yield "            _describe command commands ;;"
        yield "        argument)"
        yield '            case "${words[1]}" in'
        for below in command.commands:
            yield f"                {below.path[-1]}) {_function(below)} ;;"
        yield "            esac ;;"
        yield "    esac"
    yield "}"


def _function(command: Command) -> str:
    return "_".join(("", NAME, *command.path))


def _zsh_option(option: Option) -> str:
    told = option.summary
    for sign in "\\[]:":
        told = told.replace(sign, f"\\{sign}")
    value = ""
    if option.takes_file:
        value = ":file:_files"
    elif option.choices:
        value = f":value:({' '.join(option.choices)})"
    elif option.value:
        value = f":{option.value.replace(':', chr(92) + ':')}: "
    if len(option.flags) == 1:
        return f"{_quoted(f'{option.flags[0]}[{told}]{value}')}"
    return f"'({' '.join(option.flags)})'{{{','.join(option.flags)}}}{_quoted(f'[{told}]{value}')}"


def _fish(tree: Command) -> Iterator[str]:
    yield f"# fish completion of {NAME}; to use it: {NAME} completion fish > ~/.config/fish/completions/{NAME}.fish"
    yield f"complete -c {NAME} -f"
    for command in tree.all():
        where = _quoted(_fish_condition(command))
        for below in command.commands:
            yield f"complete -c {NAME} -n {where} -a {below.path[-1]} -d {_quoted(below.summary)}"
        for operand in command.operands:
            choices = _quoted(" ".join(operand.choices))
            yield f"complete -c {NAME} -n {where} -a {choices} -d {_quoted(operand.summary)}"
        for option in command.options:
            yield f"complete -c {NAME} -n {where} {_fish_option(option)}"


def _fish_condition(command: Command) -> str:
    seen = [f"__fish_seen_subcommand_from {name}" for name in command.path]
    below = " ".join(below.path[-1] for below in command.commands)
    return "; and ".join((*seen, *((f"not __fish_seen_subcommand_from {below}",) if below else ()))) or "true"


def _fish_option(option: Option) -> str:
    flags = [f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in option.flags]
    parts = [*flags, "-d", _quoted(option.summary)]
    if option.takes_file:
        parts.append("-r -F")
    elif option.choices:
        parts += ["-x -a", _quoted(" ".join(option.choices))]
    elif option.value:
        parts.append("-x")
    return " ".join(parts)


def _quoted(text: str) -> str:
    """The text in single quotes, as all three shells read it."""
    return "'" + text.replace("'", "'\\''") + "'"


SCRIPTS: Mapping[str, Callable[[Command], Iterator[str]]] = {"bash": _bash, "zsh": _zsh, "fish": _fish}
