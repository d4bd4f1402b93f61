"""What is kept under its technical name is grouped under the name that people know."""

from odoo import api, models


class DiscordLabelsMixin(models.AbstractModel):
    _name = "discord.labels.mixin"
    _description = "Groups under the names that people know"

    @api.model
    def _group_labels(self):
        """Return {field: function from the value that is kept to what it is called}."""
        return {}

    @api.model
    def formatted_read_group(self, domain, groupby=(), aggregates=(), **kwargs):
        groups = super().formatted_read_group(domain, groupby, aggregates, **kwargs)
        return self._labelled(groups)

    @api.model
    def formatted_read_grouping_sets(self, domain, grouping_sets, aggregates=(), **how):
        sets = super().formatted_read_grouping_sets(
            domain, grouping_sets, aggregates, **how
        )
        return [self._labelled(groups) for groups in sets]

    def _labelled(self, groups):
        """Only the name: the domain that opens a group is a key of its own."""
        for name, label_of in self._group_labels().items():
            for group in groups:
                if group.get(name):
                    group[name] = label_of(group[name])
        return groups
