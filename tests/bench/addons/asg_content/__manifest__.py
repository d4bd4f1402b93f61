{
    "name": "ASG content",
    "summary": "A field that lets core's webhook action reach Discord at all",
    "version": "19.0.1.0.0",
    "author": "ASG Discord Notify contributors",
    "license": "LGPL-3",
    "category": "Hidden",
    "depends": ["asg_models"],
}
