"""Whether a hall's paper template can be used: the printer's own reader says what is wrong."""

from hall_server.domain.plan_problem import PlanProblem, problem


def template_problems(template: str) -> tuple[PlanProblem, ...]:
    """Every fault of a template with its line, nothing for a sound or empty one."""
    if not template.strip():
        return ()
    # Imported here: a server whose hall has no template need not load the paper library.
    from printer.template_file import TemplateRefused, read_template

    try:
        read_template(template)
    except TemplateRefused as refused:
        return tuple(
            problem(("paper_template",), "template_wrong", line=fault.line, why=fault.message)
            for fault in refused.faults
        )
    return ()
