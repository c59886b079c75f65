"""What all specs have in common, in one place for those who define members: their classes, fields and register."""

from gdlab.spec.member import Member as Member
from gdlab.spec.member import Spec as Spec
from gdlab.spec.member import knob as knob
from gdlab.spec.registry import kinds as kinds
from gdlab.spec.registry import load_members as load_members
from gdlab.spec.registry import member as member
from gdlab.spec.registry import members as members
