from findings.models.learning_points import LearningPoint, PointCounter
from findings.models.record_checks import Outcome, RecordCheck
from findings.models.replies import Reply
from findings.models.representatives import Representative

__all__ = ["LearningPoint", "Outcome", "PointCounter", "RecordCheck", "Reply", "Representative"]
