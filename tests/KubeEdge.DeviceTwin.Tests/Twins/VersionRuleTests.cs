using KubeEdge.DeviceTwin.Twins;

namespace KubeEdge.DeviceTwin.Tests.Twins;

public class VersionRuleTests
{
    [Theory]
    [InlineData(4, 9, false)]
    [InlineData(5, 4, false)]
    [InlineData(5, 5, true)]
    [InlineData(6, 5, true)]
    [InlineData(5, 9, true)]
    [InlineData(9, 4, false)]
    public void Accepts_CloudAgainstFiveFive_TakesWhatKnowsBoth(long cloud, long edge, bool accepted)
    {
        var offered = new TwinVersion(cloud, edge);
        Assert.Equal(accepted, VersionRule.Accepts(new(5, 5), offered, UpdateSource.Cloud, isDelete: false, out var next));
        if (accepted)
        {
            Assert.Equal(offered, next);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Accepts_CloudWithoutVersion_OnlyDeletes(bool isDelete) =>
        Assert.Equal(isDelete, VersionRule.Accepts(new(5, 5), null, UpdateSource.Cloud, isDelete, out _));

    [Fact]
    public void Accepts_DeviceObject_KeepsTheEdgesNumber()
    {
        Assert.True(VersionRule.Accepts(new(5, 7), new(90, 0), UpdateSource.DeviceObject, isDelete: false, out var next));
        Assert.Equal(new TwinVersion(90, 7), next);
    }
}
