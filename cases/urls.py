from django.urls import path

from cases.views import agencies, cases, flagging, particulars, proceedings, requests

app_name = "cases"
urlpatterns = [
    path("reviews/<slug:reference>/flag/", flagging.flag, name="flag"),
    path("cases/", cases.list_of_cases, name="cases"),
    path("cases/<slug:reference>/particulars/", particulars.particulars, name="particulars"),
    path("cases/<slug:reference>/proceedings/", proceedings.proceedings, name="proceedings"),
    path("cases/<slug:reference>/proceedings/under-way/", proceedings.say_under_way, name="proceedings_under_way"),
    path("cases/<slug:reference>/proceedings/ended/", proceedings.say_ended, name="proceedings_ended"),
    path("cases/<slug:reference>/requests/", requests.requests, name="requests"),
    path("cases/<slug:reference>/requests/suggested/", requests.use_suggested, name="use_suggested"),
    path("cases/<slug:reference>/send/", requests.send, name="send"),
    path("cases/<slug:reference>/agencies/add/", requests.add_agency, name="add_agency"),
    path("cases/<slug:reference>/agencies/<slug:agency>/", agencies.agency, name="agency"),
    path("cases/<slug:reference>/agencies/<slug:agency>/preview/", agencies.preview, name="preview"),
    path("cases/<slug:reference>/agencies/<slug:agency>/correct/", agencies.correct, name="correct"),
    path("cases/<slug:reference>/agencies/<slug:agency>/withdraw/", agencies.withdraw, name="withdraw"),
]
