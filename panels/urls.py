from panels import urls_convening, urls_learning

app_name = "panels"
urlpatterns = [*urls_convening.urlpatterns, *urls_learning.urlpatterns]
