using KubeEdge.Controllers.Reports;

namespace KubeEdge.Controllers.Tests.Reports;

public sealed class ReportPathTests
{
    [Theory]
    [InlineData("device/d/twin/edge_updated", "Twin", null, "d")]
    [InlineData("device/dev/twin/twin/edge_updated", "Twin", "dev", "twin")]
    [InlineData("device/default/update/state/update", "State", "default", "update")]
    [InlineData("device/state/state/update", "State", null, "state")]
    [InlineData("membership/detail", "Detail", null, "")]
    [InlineData("device/d/twin/cloud_updated", "Unknown", null, "d")]
    [InlineData("device//twin/edge_updated", "Unknown", null, null)]
    [InlineData("device/a/b/c/twin/edge_updated", "Unknown", null, null)]
    [InlineData("", "Unknown", null, null)]
    public void Parse_ByPosition_FindsKindAndDevice(string resource, string kind, string? space, string? name)
    {
        var path = ReportPath.Parse(resource);

        Assert.Equal((kind, space, name), (path.Kind.ToString(), path.Namespace, path.Name));
    }
}
