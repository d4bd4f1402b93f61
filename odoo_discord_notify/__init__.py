from . import models, redaction, wizards
from .hooks import uninstall_hook
