{
    "name": "Cheap passwords",
    "summary": "Lets the tests' servers check passwords in no time",
    "version": "19.0.1.0.0",
    "author": "ASG Discord Notify contributors",
    "license": "LGPL-3",
    "category": "Hidden",
    "depends": ["base"],
    "installable": True,
}
