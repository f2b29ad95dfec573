from django.urls import path

from panels.views import convening, feeds, inviting, listing, page, replying

urlpatterns = [
    path("panels/", listing.panels, name="panels"),
    path("panels/add/", convening.convene, name="convene"),
    path("panels/<slug:reference>/", page.panel, name="panel"),
    path("panels/<slug:reference>/calendar.ics", page.calendar_file, name="calendar"),
    path("panels/<slug:reference>/meeting/", convening.meeting, name="meeting"),
    path("panels/<slug:reference>/people/", convening.people, name="people"),
    path("panels/<slug:reference>/people/right/", convening.leave_as_they_are, name="seats-right"),
    path("panels/<slug:reference>/people/<int:pk>/remove/", convening.remove, name="remove"),
    path("panels/<slug:reference>/invite/", inviting.invite, name="invite"),
    path("panels/<slug:reference>/cancel/", inviting.cancel, name="cancel"),
    path("account/calendar/", feeds.own_feed, name="own-feed"),
    path("account/calendar/close/", feeds.close_feed, name="close-feed"),
    path("calendar/<slug:token>.ics", feeds.feed, name="feed"),
    path("rsvp/<slug:token>/", replying.rsvp, name="rsvp"),
    path("rsvp/<slug:token>/replied/", replying.replied, name="replied"),
]
