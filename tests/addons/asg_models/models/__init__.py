from . import alimenteur_solde, bldimagaz_bc, bldimagaz_linbc
