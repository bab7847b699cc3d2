using KubeEdge.Controllers.Reports;
using KubeEdge.Controllers.Tests.Support;
using KubeEdge.Controllers.Tests.Upstream;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Tests.Reports;

public sealed class DeviceReportsTests : IDisposable
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private readonly ReportRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Report_First_IsWrittenAtOnceAndConfirmedAfterwards()
    {
        var id = await _rig.ReportAsync("t", "21");
        var (text, answer) = await _rig.Store.NextAsync();
        Assert.Equal("t=21", text);
        Assert.False(_rig.Node.TryNext(out _));

        answer.SetResult(new WriteResult(WriteStatus.Done));

        await _rig.ConfirmedAsync(id);
    }

    [Fact]
    public async Task Report_ManyWithinTheInterval_AreOneWriteWithTheNewestOfEachAndAllAreConfirmed()
    {
        var first = await _rig.ReportAsync("t", "0");
        var (_, answer) = await _rig.Store.NextAsync();
        var second = await _rig.ReportAsync("t", "1");
        var third = await _rig.ReportAsync("on", "true");
        var fourth = await _rig.ReportAsync("t", "2");
        answer.SetResult(new WriteResult(WriteStatus.Done));
        await _rig.ConfirmedAsync(first);
        await _rig.Clock.WaitForTimerAsync(_second);
        Assert.False(_rig.Store.HasMore());
        _rig.Clock.Advance(_second);

        (var text, answer) = await _rig.Store.NextAsync();
        answer.SetResult(new WriteResult(WriteStatus.Done));

        Assert.Equal("on=true t=2", text);
        await _rig.ConfirmedAsync(second);
        await _rig.ConfirmedAsync(third);
        await _rig.ConfirmedAsync(fourth);
    }

    [Fact]
    public async Task Report_ApiFails_IsTriedAgainWithWhatCameSinceAndConfirmedOnce()
    {
        var first = await _rig.ReportAsync("t", "1");
        var (_, answer) = await _rig.Store.NextAsync();
        var second = await _rig.ReportAsync("t", "2");
        answer.SetResult(new WriteResult(WriteStatus.Failed, KubeStatus.InternalError("broken")));
        await _rig.Clock.WaitForTimerAsync(_second);
        _rig.Clock.Advance(_second);
        (_, answer) = await _rig.Store.NextAsync();
        answer.SetResult(new WriteResult(WriteStatus.Failed, KubeStatus.InternalError("broken")));
        await _rig.Clock.WaitForTimerAsync(2 * _second);
        Assert.False(_rig.Node.TryNext(out _));
        _rig.Clock.Advance(2 * _second);

        (var text, answer) = await _rig.Store.NextAsync();
        answer.SetResult(new WriteResult(WriteStatus.Done));

        Assert.Equal("t=2", text);
        await _rig.ConfirmedAsync(first);
        await _rig.ConfirmedAsync(second);
        Assert.False(_rig.Node.TryNext(out _));
    }

    [Fact]
    public async Task Report_ApiAsksForAPause_ItIsObeyed()
    {
        await _rig.ReportAsync("t", "1");
        var (_, answer) = await _rig.Store.NextAsync();

        answer.SetResult(new WriteResult(WriteStatus.Failed, KubeStatus.TooManyRequests("slow down", retryAfterSeconds: 7)));

        await _rig.Clock.WaitForTimerAsync(7 * _second);
    }

    [Fact]
    public async Task Report_OlderVersionInTheSession_NeverReplacesANewerOneAndIsConfirmed()
    {
        var newer = await _rig.ReportAsync("t", "5", version: 5);
        var (text, answer) = await _rig.Store.NextAsync();
        var older = await _rig.ReportAsync("t", "4", version: 4);
        answer.SetResult(new WriteResult(WriteStatus.Done));
        await _rig.ConfirmedAsync(newer);
        await _rig.Clock.WaitForTimerAsync(_second);
        _rig.Clock.Advance(_second);
        (var nothing, answer) = await _rig.Store.NextAsync();
        answer.SetResult(new WriteResult(WriteStatus.Unchanged));

        Assert.Equal(("t=5", string.Empty), (text, nothing));
        await _rig.ConfirmedAsync(older);
    }

    [Fact]
    public async Task Report_LowerVersionInAnotherSession_Counts()
    {
        await _rig.ReportAsync("t", "5", version: 5);
        var (_, answer) = await _rig.Store.NextAsync();
        await _rig.ReportAsync("t", "1", version: 1, new FakeNode("edge-1"));
        answer.SetResult(new WriteResult(WriteStatus.Done));
        await _rig.Clock.WaitForTimerAsync(_second);
        _rig.Clock.Advance(_second);

        Assert.Equal("t=1", (await _rig.Store.NextAsync()).Text);
    }

    [Fact]
    public async Task Report_HandledLateOfASessionThatWasReplaced_ReplacesNothingAndIsNotConfirmed()
    {
        var present = new FakeNode("edge-1");
        await _rig.ReportAsync("t", "10", version: 10, present);
        await AnswerAsync("t=10", new WriteResult(WriteStatus.Done));
        _rig.Node.IsReplaced = true;
        await _rig.ReportAsync("t", "9", version: 9);
        await _rig.SendAsync("device/default/d/state/update", """{"device":{"state":"offline"}}""");
        await _rig.ReportAsync("on", "true", version: 1, present);
        await _rig.PauseAsync(_second);

        await AnswerAsync("on=true", new WriteResult(WriteStatus.Done));
        await present.NextAsync();
        await present.NextAsync();
        Assert.False(_rig.Node.TryNext(out _));
    }

    [Fact]
    public void WriterOf_DeviceRemovedSinceItWasFound_IsNotKept()
    {
        var device = TestDevices.Record("d");
        Assert.Same(_rig.WriterOf(device), _rig.WriterOf(device));

        _rig.Placements.Remove(device.Key);

        Assert.NotSame(_rig.WriterOf(device), _rig.WriterOf(device));
    }

    [Theory]
    [InlineData("edge-2", "m")]
    [InlineData("edge-1", null)]
    [InlineData(null, "m")]
    public async Task Report_LowerVersionAfterTheDeviceWasElsewhere_Counts(string? node, string? model)
    {
        await _rig.ReportAsync("t", "5", version: 100);
        var (_, answer) = await _rig.Store.NextAsync();
        _rig.Placements.Put(TestDevices.Record("d", node, model));
        _rig.Placements.Put(TestDevices.Record("d"));
        await _rig.ReportAsync("t", "1", version: 1);
        answer.SetResult(new WriteResult(WriteStatus.Done));
        await _rig.PauseAsync(_second);

        Assert.Equal("t=1", (await _rig.Store.NextAsync()).Text);
    }

    [Fact]
    public async Task Report_OfTwoDevicesOfOneName_EachIsItsNamespaces()
    {
        _rig.Placements.Put(TestDevices.Record("d", space: "plant"));
        await _rig.SendAsync("device/plant/d/twin/edge_updated", """{"twin":{"t":{"actual":{"value":"1"}}}}""");
        Assert.Equal("t=1", (await _rig.Store.NextAsync()).Text);
        Assert.Equal("plant", _rig.Store.Device?.Namespace);

        await _rig.ReportAsync("t", "2");

        Assert.Equal("t=2", (await _rig.Store.NextAsync()).Text);
        Assert.Equal("default", _rig.Store.Device?.Namespace);
    }

    [Fact]
    public async Task Report_ApiRefusesOneValue_ItIsGivenUpAndTheRestIsWritten()
    {
        var refused = new WriteResult(WriteStatus.Refused, KubeStatus.BadRequest("never"));
        var first = await _rig.SendAsync("device/default/d/state/update", """{"device":{"state":"bad"}}""");
        (await _rig.Store.NextAsync()).Answer.SetResult(refused);
        await _rig.Clock.WaitForTimerAsync(_second);
        var second = await _rig.SendAsync("device/default/d/twin/edge_updated", """{"twin":{"t":{"actual":{"value":"1"}},"on":{"actual":{"value":"2"}}}}""");
        _rig.Clock.Advance(_second);

        await AnswerAsync("on=2 t=1 bad", refused);
        await AnswerAsync("on=2 t=1", new WriteResult(WriteStatus.Done));
        await AnswerAsync("bad", refused);

        await _rig.ConfirmedAsync(first);
        await _rig.ConfirmedAsync(second);
        await _rig.ReportAsync("t", "3");
        await _rig.PauseAsync(_second);
        Assert.Equal("t=3", (await _rig.Store.NextAsync()).Text);
    }

    [Fact]
    public async Task Report_ApiRefusesEveryValue_AllIsTriedAgain()
    {
        var refused = new WriteResult(WriteStatus.Refused, KubeStatus.BadRequest("not now"));
        var id = await _rig.SendAsync(
            "device/default/d/twin/edge_updated", """{"twin":{"t":{"actual":{"value":"1"}},"on":{"actual":{"value":"2"}}}}""");
        await AnswerAsync("on=2 t=1", refused);
        await AnswerAsync("t=1", refused);
        await AnswerAsync("on=2", refused);
        await _rig.PauseAsync(_second);

        await AnswerAsync("on=2 t=1", new WriteResult(WriteStatus.Done));

        await _rig.ConfirmedAsync(id);
    }

    [Fact]
    public async Task Report_UndeclaredProperty_IsPassedOverAndConfirmed()
    {
        var id = await _rig.ReportAsync("unknown", "1");
        var (text, answer) = await _rig.Store.NextAsync();
        answer.SetResult(new WriteResult(WriteStatus.Unchanged));

        Assert.Equal(string.Empty, text);
        await _rig.ConfirmedAsync(id);
    }

    [Theory]
    [InlineData("device/default/nobody/twin/edge_updated", """{"twin":{}}""")]
    [InlineData("device/default/d/twin/edge_updated", """{"twin":5}""")]
    [InlineData("device/default/d/state/update", "[]")]
    [InlineData("device/default/d/state/update", """{"device":{"state":{"a":1}}}""")]
    [InlineData("membership/detail", "{}")]
    [InlineData("device/default/d/anything", "{}")]
    [InlineData("", "{}")]
    public async Task Send_NothingThatCanBeTaken_IsNotConfirmedAndTheNextIsServed(string resource, string content)
    {
        await _rig.SendAsync(resource, content);
        var good = await _rig.ReportAsync("t", "1");

        var (text, answer) = await _rig.Store.NextAsync();
        answer.SetResult(new WriteResult(WriteStatus.Done));

        Assert.Equal("t=1", text);
        await _rig.ConfirmedAsync(good);
    }

    [Fact]
    public async Task Report_OfAnotherNodesDevice_IsNotTaken()
    {
        var stranger = new FakeNode("edge-2");
        await _rig.ReportAsync("t", "666", node: stranger);
        await _rig.SendAsync("device/d/twin/edge_updated", """{"twin":{"t":{"actual":{"value":"666"}}}}""", stranger);
        await _rig.ReportAsync("t", "1");

        Assert.Equal("t=1", (await _rig.Store.NextAsync()).Text);
    }

    [Fact]
    public async Task Report_ByBareName_IsTaken()
    {
        await _rig.SendAsync("device/d/twin/edge_updated", """{"twin":{"t":{"actual":{"value":"3"}}}}""");

        Assert.Equal("t=3", (await _rig.Store.NextAsync()).Text);
    }

    [Fact]
    public async Task State_OlderThanOneBefore_DoesNotReplaceIt()
    {
        await _rig.SendAsync("device/default/d/state/update", """{"timestamp":9,"device":{"state":"online"}}""");
        var (text, answer) = await _rig.Store.NextAsync();
        await _rig.SendAsync("device/default/d/state/update", """{"timestamp":8,"device":{"state":"offline"}}""");
        answer.SetResult(new WriteResult(WriteStatus.Done));
        await _rig.Clock.WaitForTimerAsync(_second);
        _rig.Clock.Advance(_second);

        Assert.Equal(("online", string.Empty), (text, (await _rig.Store.NextAsync()).Text));
    }

    [Fact]
    public async Task State_AfterTheNodesClockWasSetBack_Counts()
    {
        await _rig.SendAsync("device/default/d/state/update", """{"timestamp":1795213209534,"device":{"state":"online"}}""");
        await AnswerAsync("online", new WriteResult(WriteStatus.Done));
        await _rig.SendAsync("device/default/d/state/update", """{"timestamp":1795209609534,"device":{"state":"offline"}}""");
        await _rig.PauseAsync(_second);

        Assert.Equal("offline", (await _rig.Store.NextAsync()).Text);
    }

    [Fact]
    public async Task State_SentAgain_DoesNotReplaceANewerOneWhateverItsAge()
    {
        const string Online = """{"timestamp":1,"device":{"state":"online"}}""";
        var first = await _rig.SendAsync("device/default/d/state/update", Online);
        await AnswerAsync("online", new WriteResult(WriteStatus.Done));
        await _rig.SendAsync("device/default/d/state/update", """{"timestamp":3600000,"device":{"state":"offline"}}""");
        await _rig.PauseAsync(_second);
        await AnswerAsync("offline", new WriteResult(WriteStatus.Done));

        await _rig.SendAsync("device/default/d/state/update", Online, id: first);
        await _rig.SendAsync("device/default/d/state/update", Online, new FakeNode("edge-1"), first);
        await _rig.PauseAsync(_second);

        Assert.Equal(string.Empty, (await _rig.Store.NextAsync()).Text);
    }

    [Fact]
    public async Task State_WriteEndsUnexpectedly_IsWrittenWhenItComesAgainAndConfirmedThen()
    {
        const string Online = """{"timestamp":1,"device":{"state":"online"}}""";
        var id = await _rig.SendAsync("device/default/d/state/update", Online);
        (await _rig.Store.NextAsync()).Answer.SetException(new InvalidOperationException("broken"));

        // As often as it takes: when the write has ended nobody can see.
        using var limit = new CancellationTokenSource(_limit);
        while (!_rig.Store.HasMore())
        {
            limit.Token.ThrowIfCancellationRequested();
            await _rig.SendAsync("device/default/d/state/update", Online, id: id);
            await Task.Yield();
        }

        Assert.False(_rig.Node.TryNext(out _));
        await AnswerAsync("online", new WriteResult(WriteStatus.Done));
        await _rig.ConfirmedAsync(id);
    }

    [Fact]
    public async Task Write_DeviceIsGone_IsNotConfirmedAndItsStatusIsRemoved()
    {
        await _rig.ReportAsync("t", "1");
        var (_, answer) = await _rig.Store.NextAsync();
        _rig.Placements.Remove(TestDevices.Record("d").Key);
        answer.SetResult(new WriteResult(WriteStatus.Gone));

        Assert.Equal("d", (await _rig.Store.Removed.Task.WaitAsync(_limit)).Name);
        Assert.False(_rig.Node.TryNext(out _));
    }

    [Fact]
    public async Task Write_DeviceGoesInThePauseAfterIt_ItsStatusIsRemoved()
    {
        var id = await _rig.ReportAsync("t", "1");
        await AnswerAsync("t=1", new WriteResult(WriteStatus.Done));
        await _rig.ConfirmedAsync(id);
        await _rig.Clock.WaitForTimerAsync(_second);
        _rig.Placements.Remove(TestDevices.Record("d").Key);
        _rig.Clock.Advance(_second);

        Assert.Equal("d", (await _rig.Store.Removed.Task.WaitAsync(_limit)).Name);
    }

    private async Task AnswerAsync(string text, WriteResult result)
    {
        var (written, answer) = await _rig.Store.NextAsync();
        Assert.Equal(text, written);
        answer.SetResult(result);
    }
}
