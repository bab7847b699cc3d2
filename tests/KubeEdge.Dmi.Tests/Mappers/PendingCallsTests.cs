using KubeEdge.Dmi.Mappers;
using KubeEdge.Dmi.Objects;
using KubeEdge.Shared.Retries;

namespace KubeEdge.Dmi.Tests.Mappers;

public class PendingCallsTests
{
    private static readonly DmiKey _device = new(DmiKind.Device, "ns", "d");
    private static readonly DmiKey _model = new(DmiKind.Model, "ns", "m");

    [Fact]
    public void TryTake_OfAllKinds_GoingDevicesThenModelsThenDevicesThenGoingModels()
    {
        var pending = new PendingCalls();
        DmiKey goneDevice = _device with { Name = "gone" }, goneModel = _model with { Name = "gone" };
        pending.Add(goneModel, exists: false);
        pending.Add(_device, exists: true);
        pending.Add(_model, exists: true);
        pending.Add(goneDevice, exists: false);
        pending.Add(_device, exists: true);

        Assert.Equal([goneDevice, _model, _device, goneModel], TakeAll(pending, 0));
    }

    [Fact]
    public void TryTake_BothGoWhileTheyWait_TheDeviceGoesBeforeItsModel()
    {
        var pending = new PendingCalls();
        pending.Add(_model, exists: true);
        pending.Add(_device, exists: true);
        pending.Add(_model, exists: false);
        pending.Add(_device, exists: false);

        Assert.Equal([_device, _model], TakeAll(pending, 0));
    }

    [Fact]
    public void TryTake_GoesAndComesBackWhileItWaits_ComesOnceAfterItsModel()
    {
        var pending = new PendingCalls();
        pending.Add(_device, exists: true);
        pending.Add(_device, exists: false);
        pending.Add(_device, exists: true);
        pending.Add(_model, exists: true);

        Assert.Equal([_model, _device], TakeAll(pending, 0));
        Assert.Empty(pending.Keys);
    }

    [Fact]
    public void Failed_One_ComesWhenItIsDue()
    {
        var pending = new PendingCalls();
        pending.Failed(_device, 10);

        Assert.False(pending.TryTake(9, out _, out var due));
        Assert.Equal((10, 1, 1), (due, pending.Keys.Count, pending.Failures(_device)));
        Assert.Equal([_device], TakeAll(pending, 10));
    }

    [Fact]
    public void Failed_TwiceWithAChangeBetween_ComesOnceAndLater()
    {
        var pending = new PendingCalls();
        pending.Failed(_device, 10);
        pending.Add(_device, exists: true);
        Assert.Equal([_device], TakeAll(pending, 5));
        pending.Failed(_device, 25);

        Assert.Empty(TakeAll(pending, 10));
        Assert.Equal([_device], TakeAll(pending, 25));
    }

    [Fact]
    public void Done_AfterAFailure_DoesNotComeAgain()
    {
        var pending = new PendingCalls();
        pending.Failed(_device, 10);
        pending.Done(_device);

        Assert.Empty(TakeAll(pending, 100));
        Assert.Empty(pending.Keys);
    }

    [Fact]
    public void Keys_OneIsUnderWay_IsAmongThemUntilItIsDone()
    {
        var pending = new PendingCalls();
        pending.Add(_device, exists: true);
        Assert.True(pending.TryTake(0, out _, out _));
        Assert.Equal([_device], pending.Keys);

        pending.Done(_device);
        Assert.Empty(pending.Keys);
    }

    [Fact]
    public void Added_OneIsAdded_Ends()
    {
        var pending = new PendingCalls();
        var added = pending.Added;
        Assert.False(added.IsCompleted);

        pending.Add(_device, exists: true);

        Assert.True(added.IsCompleted);
        Assert.False(pending.Added.IsCompleted);
    }

    [Fact]
    public void After_Failures_PausesDoubleUpToTheLongest()
    {
        var delays = new RetryDelays(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), new Fakes.NoChance());

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], Enumerable.Range(1, 8).Select(failures => (int)delays.After(failures).TotalSeconds));
        Assert.Equal(60, delays.After(int.MaxValue).TotalSeconds);
        var random = new RetryDelays(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), new Random(1));
        Assert.All(Enumerable.Range(1, 100), _ => Assert.InRange(random.After(2).TotalSeconds, 1, 2));
    }

    private static List<DmiKey> TakeAll(PendingCalls pending, long now)
    {
        var taken = new List<DmiKey>();
        while (pending.TryTake(now, out var key, out _))
        {
            taken.Add(key);
        }

        return taken;
    }
}
