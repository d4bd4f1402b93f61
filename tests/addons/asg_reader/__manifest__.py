{
    "name": "ASG reader",
    "summary": "Stand-in for an addon with a method that reads, and also writes",
    "version": "19.0.1.0.0",
    "author": "ASG Discord Notify contributors",
    "license": "LGPL-3",
    "depends": ["asg_models"],
}
