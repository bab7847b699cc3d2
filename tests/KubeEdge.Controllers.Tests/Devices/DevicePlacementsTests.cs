using KubeEdge.Controllers.Devices;
using KubeEdge.Controllers.Tests.Support;

namespace KubeEdge.Controllers.Tests.Devices;

public sealed class DevicePlacementsTests
{
    private readonly DevicePlacements _placements = new();

    [Fact]
    public void TryFindByName_OnlyOne_IsFoundWhateverItsNamespace()
    {
        _placements.Put(TestDevices.Record("d", space: "plant"));

        Assert.True(_placements.TryFindByName("edge-1", "d", out var found));
        Assert.Equal("plant", found.Namespace);
        Assert.False(_placements.TryFindByName("edge-2", "d", out _));
    }

    [Fact]
    public void TryFindByName_Several_TheDefaultNamespaceCountsOrNone()
    {
        _placements.Put(TestDevices.Record("d", space: "plant"));
        _placements.Put(TestDevices.Record("d", space: "yard"));
        Assert.False(_placements.TryFindByName("edge-1", "d", out _));

        _placements.Put(TestDevices.Record("d"));

        Assert.True(_placements.TryFindByName("edge-1", "d", out var found));
        Assert.Equal("default", found.Namespace);
    }

    [Fact]
    public void Of_NothingChanged_IsTheSameInstance()
    {
        _placements.Put(TestDevices.Record("d"));
        var before = _placements.Of("edge-1");
        _placements.Put(TestDevices.Record("d", "edge-2"));

        Assert.Empty(_placements.Of("edge-1"));
        Assert.Single(before);
        Assert.Same(_placements.Of("edge-2"), _placements.Of("edge-2"));
    }

    [Fact]
    public void Put_AnotherObjectUnderTheName_TellsThatTheFormerIsGone()
    {
        List<string> gone = [];
        _placements.Removed = device => gone.Add(device.Uid);
        _placements.Put(TestDevices.Record("d", uid: "first"));
        _placements.Put(TestDevices.Record("d", uid: "first"));
        Assert.Empty(gone);

        _placements.Put(TestDevices.Record("d", uid: "second"));

        Assert.Equal(["first"], gone);
    }
}
