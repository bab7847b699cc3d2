using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Tests.Dispatch;

// An exporter hears every meter of the process and would allocate series on the thread that sends.
[Collection("exporters")]
public sealed class AllocationTests
{
    private const int Rounds = 10_000;

    [Fact]
    public void Send_ToAModuleWithRoom_AllocatesNothing()
    {
        using var fixture = new BusFixture();
        var inbox = fixture.Bus.Register("m", "g");
        var message = fixture.New();

        Assert.Equal(0, Measure(() =>
        {
            Done(fixture.Bus.SendAsync("m", message));
            fixture.Bus.TrySend("m", message);
            Done(fixture.Bus.SendToGroupAsync("g", message));
            while (inbox.Reader.TryRead(out _))
            {
            }
        }));
    }

    private static void Done<T>(ValueTask<T> task) => Assert.True(task.IsCompletedSuccessfully);

    private static long Measure(Action round)
    {
        for (var i = 0; i < 1000; i++)
        {
            round();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
        {
            round();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
