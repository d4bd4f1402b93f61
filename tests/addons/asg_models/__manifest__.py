{
    "name": "ASG models",
    "summary": "Stand-in for the customer's module, with its field names",
    "version": "19.0.1.0.0",
    "author": "ASG Discord Notify contributors",
    "license": "LGPL-3",
    "category": "Sales",
    "depends": ["base"],
    "data": [
        "security/ir.model.access.csv",
        "data/ir_sequence.xml",
        "views/alimenteur_solde_views.xml",
        "views/bldimagaz_bc_views.xml",
        "views/asg_menus.xml",
    ],
    "demo": ["demo/asg_demo.xml"],
    "application": True,
}
