using System.Text.Json.Nodes;
using KubeEdge.Controllers.Reports;

namespace KubeEdge.Controllers.Tests.Reports;

public sealed class StatusDocumentTests
{
    private readonly PendingStatus _pending = new();

    [Fact]
    public void Changes_FirstReportOfAProperty_HasItsValueAtOnce()
    {
        _pending.Put("t", new PendingProperty(new ReportedValue("21", 7, "int"), null, IsReset: false));

        AssertChanges("{}", """{"twins":[{"propertyName":"t","reported":{"value":"21","metadata":{"timestamp":"7","type":"int"}},"observedDesired":{"value":""}}]}""");
    }

    [Fact]
    public void Changes_OneOfSeveral_TheOthersStayAsTheyAreAndWhereTheyAre()
    {
        _pending.Put("b", new PendingProperty(new ReportedValue("2", null, null), new ReportedValue("3", null, null), IsReset: false));
        _pending.Put("a", new PendingProperty(new ReportedValue("1", null, null), null, IsReset: false));

        AssertChanges(
            """{"state":"ok","twins":[{"propertyName":"x","reported":{"value":"0"},"more":1},{"propertyName":"b","reported":{"value":"1"},"observedDesired":{"value":"1"}}]}""",
            """{"twins":[{"propertyName":"x","reported":{"value":"0"},"more":1},{"propertyName":"b","reported":{"value":"2"},"observedDesired":{"value":"3"}},{"propertyName":"a","reported":{"value":"1"},"observedDesired":{"value":""}}]}""");
    }

    [Fact]
    public void Changes_Deleted_IsLeftOutAndMayComeBack()
    {
        _pending.Put("t", new PendingProperty(null, null, IsReset: true));
        const string Status = """{"twins":[{"propertyName":"t","reported":{"value":"1"},"observedDesired":{"value":"9"}}]}""";
        AssertChanges(Status, """{"twins":[]}""");

        _pending.Put("t", new PendingProperty(new ReportedValue("2", null, null), null, IsReset: false));

        AssertChanges(Status, """{"twins":[{"propertyName":"t","reported":{"value":"2"},"observedDesired":{"value":""}}]}""");
    }

    [Fact]
    public void Changes_NothingNew_AreNone()
    {
        _pending.Put("t", new PendingProperty(new ReportedValue("1", null, null), null, IsReset: false));
        _pending.Put(new ReportedState("ok", null, null));

        AssertChanges("""{"state":"ok","lastOnlineTime":"2026-01-01T00:00:00Z","twins":[{"propertyName":"t","reported":{"value":"1"},"observedDesired":{"value":""}}]}""", "{}");
    }

    [Fact]
    public void Changes_StateWithoutATime_LeavesTheOldTime()
    {
        _pending.Put(new ReportedState("online", "2026-01-01T00:00:00Z", 1));
        _pending.Put(new ReportedState("unhealthy", null, 2));

        AssertChanges("{}", """{"state":"unhealthy","lastOnlineTime":"2026-01-01T00:00:00Z"}""");
    }

    private void AssertChanges(string status, string expected) =>
        Assert.Equal(expected, StatusDocument.Changes(JsonNode.Parse(status)!.AsObject(), _pending).ToJsonString());
}
