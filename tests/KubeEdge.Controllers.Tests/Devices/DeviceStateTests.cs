using System.Text.RegularExpressions;
using KubeEdge.Controllers.Devices;
using KubeEdge.Controllers.Following;
using KubeEdge.Controllers.Tests.Support;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Tests.Devices;

public sealed partial class DeviceStateTests
{
    private readonly FakeDesiredState _desired = new();
    private readonly DevicePlacements _placements = new();
    private readonly Events _events = new();
    private readonly DeviceState _state;

    public DeviceStateTests() => _state = new DeviceState(_desired, _placements, _events);

    [Fact]
    public void Flush_DeviceWithModel_BothGoToItsNodeTheModelFirst()
    {
        Put(DeviceTypes.Devices, TestDevices.Device("d"));
        Put(DeviceTypes.Models, TestDevices.Model("m"));

        Assert.Equal(["put devicemodels/default/m for edge-1", "put devices/default/d for edge-1 after m"], Take());
    }

    [Fact]
    public void Flush_ModelComesLater_DeviceIsDesiredAndMadeToWaitForIt()
    {
        Put(DeviceTypes.Devices, TestDevices.Device("d"));
        Assert.Equal(["put devices/default/d for edge-1 after m"], Take());

        Put(DeviceTypes.Models, TestDevices.Model("m"));

        Assert.Equal(["put devicemodels/default/m for edge-1"], Take());
    }

    [Fact]
    public void Flush_StatusAloneChanged_NothingGoesDown()
    {
        Put(DeviceTypes.Devices, TestDevices.Device("d"));
        Take();

        Put(DeviceTypes.Devices, TestDevices.Device("d", status: """{"twins":[{"propertyName":"t"}]}"""));
        Assert.Empty(Take());
        Put(DeviceTypes.Devices, TestDevices.Device("d", more: ""","methods":[]"""));

        Assert.Equal(["put devices/default/d for edge-1 after m"], Take());
    }

    [Fact]
    public void Flush_DeviceMoves_ModelFollowsAndStaysWhereAnotherUsesIt()
    {
        Put(DeviceTypes.Models, TestDevices.Model("m"));
        Put(DeviceTypes.Devices, TestDevices.Device("a"));
        Put(DeviceTypes.Devices, TestDevices.Device("b"));
        Take();

        Put(DeviceTypes.Devices, TestDevices.Device("a", "edge-2"));
        Assert.Equal(["put devicemodels/default/m for edge-1,edge-2", "put devices/default/a for edge-2 after m"], Take());
        Remove(DeviceTypes.Devices, TestDevices.Device("b"));

        Assert.Equal(["remove devices/default/b", "put devicemodels/default/m for edge-2"], Take());
    }

    [Fact]
    public void Flush_DeviceWithoutModelReference_IsForNobodyAndSaidOnce()
    {
        Put(DeviceTypes.Devices, TestDevices.Device("d", model: null));
        Assert.Equal(["put devices/default/d for nobody"], Take());
        Put(DeviceTypes.Devices, TestDevices.Device("d", model: null, more: ""","methods":[]"""));
        Take();

        Assert.Equal(["d"], _events.WithoutModel);
        Assert.Empty(_placements.Of("edge-1"));
    }

    [Fact]
    public void Flush_DeviceWithoutNode_IsForNobody()
    {
        Put(DeviceTypes.Devices, TestDevices.Device("d", node: null));

        Assert.Equal(["put devices/default/d for nobody after m"], Take());
    }

    [Fact]
    public void MarkSynced_BothListsComplete_AfterEverythingIsPut()
    {
        _state.Apply(new ObjectChange(DeviceTypes.Devices, ObjectChangeKind.Listed));
        Assert.Empty(Take());
        Put(DeviceTypes.Models, TestDevices.Model("m"));
        _state.Apply(new ObjectChange(DeviceTypes.Models, ObjectChangeKind.Listed));

        Assert.Equal(["put devicemodels/default/m for nobody", "synced devicemodels", "synced devices"], Take());
        Assert.True(_placements.IsListed);
    }

    [Fact]
    public void EndList_DeviceNotShown_IsGone()
    {
        Put(DeviceTypes.Devices, TestDevices.Device("d"));
        Take();
        _state.Apply(new ObjectChange(DeviceTypes.Devices, ObjectChangeKind.ListBegins));
        _state.Apply(new ObjectChange(DeviceTypes.Devices, ObjectChangeKind.Listed));

        Assert.Equal(["remove devices/default/d"], Take());
        Assert.Empty(_placements.Of("edge-1"));
    }

    [Fact]
    public void Flush_DevicesOfTwoNodes_TellsOfEachAfterTheDesiredStateIs()
    {
        List<string> told = [];
        _placements.Changed = node => told.Add($"{node} {_desired.Taken().Count}");
        Put(DeviceTypes.Devices, TestDevices.Device("a"));
        Put(DeviceTypes.Devices, TestDevices.Device("b", "edge-2"));

        _state.Flush();

        Assert.Equal(["edge-1 2", "edge-2 0"], told);
    }

    private void Put(ResourceType type, KubeObject value) => _state.Apply(new ObjectChange(type, ObjectChangeKind.Put, value));

    private void Remove(ResourceType type, KubeObject value) => _state.Apply(new ObjectChange(type, ObjectChangeKind.Removed, value));

    private IReadOnlyList<string> Take()
    {
        _state.Flush();
        return [.. _desired.Taken().Select(static call => GroupAndVersion().Replace(call, string.Empty))];
    }

    private sealed class Events : IDeviceEvents
    {
        public List<string> WithoutModel { get; } = [];

        public void ModelMissing(DeviceRecord device) => WithoutModel.Add(device.Name);
    }

    [GeneratedRegex("@[0-9]+|\\.devices\\.kubeedge\\.io")]
    private static partial Regex GroupAndVersion();
}
