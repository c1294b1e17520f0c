"""The best lawful combination of awards, by numbers alone: of rulesets, cases and engines nothing is known here.

``problem``
    what the search is given and gives back: candidates, bounds, the solution
``solver``
    the way in: ``solve`` for the best combination, ``alternative`` for the best with a given award in it
``rivals``
    what each of several claimants can rely on of limits that they share, and whether all come to one sum
``counting``, ``outcomes``
    a worth for what brings no money; the outcomes of amounts, allowances and exemptions that are not known
``bounds``, ``caps``
    the limits at one end of every interval: rows that forbid, and yuan limits that reduce
``precedence``
    which candidates effectively hold where some prevail over others
``connected``, ``component``
    the split into parts that do not touch one another, and one such part with the searches made in it
``search``, ``relaxation``, ``matching``, ``substitutes``
    branch and bound; the upper bounds it cuts by; the heaviest matching these rest on; candidates never needed
``exclusion``
    which bound leaves a candidate out
"""
