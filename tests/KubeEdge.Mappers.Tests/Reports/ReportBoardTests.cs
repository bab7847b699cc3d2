using KubeEdge.Mappers.Devices;
using KubeEdge.Mappers.Reports;
using KubeEdge.Mappers.Tests.Support;

namespace KubeEdge.Mappers.Tests.Reports;

public sealed class ReportBoardTests
{
    private static readonly DeviceKey _one = new("factory", "one");
    private static readonly DeviceKey _two = new("factory", "two");

    private readonly ReportBoard _board = new();

    [Fact]
    public async Task Take_IsTheNewestOfEachProperty_DevicesInTurn()
    {
        Put(_one, "a", "1");
        Put(_two, "a", "1");
        Put(_one, "a", "2");
        Put(_one, "b", "3");
        _board.PutState(_two, "online");
        Assert.Equal(3, _board.Count);

        Assert.Equal("factory/one a=2 b=3", await TakeAsync());
        Assert.Equal("factory/two a=1 online", await TakeAsync());
        Assert.Equal(0, _board.Count);
    }

    [Fact]
    public async Task Return_NeverReplacesWhatIsNewer()
    {
        Put(_one, "a", "old");
        Put(_one, "b", "old");
        _board.PutState(_one, "online");
        var taken = await _board.TakeAsync(default);
        Put(_one, "a", "new");
        _board.PutState(_one, "offline");

        _board.Return(taken, isHeld: false);

        Assert.Equal("factory/one a=new b=old offline", await TakeAsync());
    }

    [Fact]
    public async Task Return_Held_WaitsForItsReleaseAndOthersDoNot()
    {
        Put(_one, "a", "1");
        _board.Return(await _board.TakeAsync(default), isHeld: true);
        Put(_one, "a", "2");
        Put(_two, "a", "1");

        Assert.Equal("factory/two a=1", await TakeAsync());
        var next = TakeAsync();
        Assert.False(next.IsCompleted);
        _board.Release();

        Assert.Equal("factory/one a=2", await next);
    }

    [Fact]
    public async Task Split_GivesOneValueAtATime()
    {
        Put(_one, "a", "1");
        Put(_one, "b", "2");
        Put(_two, "a", "3");
        _board.Split(await _board.TakeAsync(default));

        Assert.Equal("factory/two a=3", await TakeAsync());
        Assert.Equal("factory/one a=1", await TakeAsync());
        Assert.Equal("factory/one b=2", await TakeAsync());
        Assert.Equal(0, _board.Count);
    }

    [Fact]
    public async Task Forget_DeviceThatIsGone_IsNotTold()
    {
        Put(_one, "a", "1");
        Put(_two, "a", "2");

        _board.Forget(_one);

        Assert.Equal("factory/two a=2", await TakeAsync());
    }

    [Fact]
    public async Task Forget_WhileValuesAreSplit_LeavesNothingWithoutAValue()
    {
        const int rounds = 10_000;
        Put(_one, "a", "1");
        Put(_one, "b", "2");
        var report = await _board.TakeAsync(default);
        using var both = new Barrier(2);
        for (var i = 0; i < rounds; i++)
        {
            var forgetting = Task.Run(() =>
            {
                both.SignalAndWait();
                _board.Forget(_one);
            });
            both.SignalAndWait();
            _board.Split(report);
            await forgetting;

            Put(_two, "last", "");
            for (var taken = report; taken.Device != _two; taken = await _board.TakeAsync(default))
            {
                Assert.NotEmpty(taken.Values);
            }
        }
    }

    private void Put(DeviceKey device, string property, string value) => _board.Put(
        device,
        new ReportedValue(
            new PropertyContext { Name = property, Visitor = new DeviceConfiguration("test", []) }, value, "", 0));

    private async Task<string> TakeAsync()
    {
        var report = await _board.TakeAsync(default).AsTask().WaitAsync(Rig.Patience);
        IEnumerable<string> words =
        [
            report.Device.ToString(),
            .. report.Values.OrderBy(value => value.Property.Name, StringComparer.Ordinal).Select(value => $"{value.Property}={value.Value}"),
        ];
        return string.Join(' ', report.State is { } state ? words.Append(state) : words);
    }
}
