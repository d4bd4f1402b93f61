"""The names of the synchronizations: one per watched model, the user's plan's first."""

ALL = "all"  # the chain: orders, then top-ups, then the others
PLAN_TYPES = {
    "bldimagaz.bc": "sync_BcLinbc",
    "alimenteur.solde": "sync_AlimentationSolde",
}


def sync_type_of(model_name):
    """Return the synchronization type of a watched model."""
    return PLAN_TYPES.get(model_name, f"sync_{model_name}")


def sync_label(env, sync_type):
    """Return what people call a synchronization type."""
    if sync_type == ALL:
        return env._("Everything")
    models = {key: name for name, key in PLAN_TYPES.items()}
    model_name = models.get(sync_type, sync_type.removeprefix("sync_"))
    return env["ir.model"].sudo()._get(model_name).name or sync_type


def place_in_chain(model_name):
    """Return what sorts models as the chain runs them."""
    plan = list(PLAN_TYPES)
    place = plan.index(model_name) if model_name in plan else len(plan)
    return place, model_name
