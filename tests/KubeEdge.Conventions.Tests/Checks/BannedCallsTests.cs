using KubeEdge.Conventions.Tests.Sources;

namespace KubeEdge.Conventions.Tests.Checks;

public sealed class BannedCallsTests
{
    [Fact]
    public void Packages_NoBannedCalls() => Expect.None(BannedCalls.Find(SourceModel.Packages));

    [Theory]
    [InlineData("var now = DateTime.UtcNow;")]
    [InlineData("var now = System.DateTimeOffset.Now;")]
    [InlineData("Func<DateTime> clock = () => Clock.UtcNow;")]
    [InlineData("var ticks = Environment.TickCount64;")]
    [InlineData("var watch = System.Diagnostics.Stopwatch.StartNew();")]
    [InlineData("System.Diagnostics.Stopwatch watch = new();")]
    [InlineData("Thread.Sleep(1);")]
    [InlineData("Sleep(1);")]
    [InlineData("Task.Delay(5).GetAwaiter();")]
    [InlineData("Task.Delay(TimeSpan.FromSeconds(1), token).GetAwaiter();")]
    [InlineData("Task<int> task = null; task.WaitAsync(TimeSpan.FromSeconds(1));")]
    [InlineData("Task.CompletedTask.Wait();")]
    [InlineData("var source = new CancellationTokenSource(5);")]
    [InlineData("CancellationTokenSource source = new(TimeSpan.FromSeconds(1));")]
    [InlineData("var timer = new Timer(_ => { }, null, 1, 1);")]
    [InlineData("var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));")]
    [InlineData("var number = Random.Shared.Next();")]
    [InlineData("var id = Guid.NewGuid();")]
    public void Find_BannedCall_IsReported(string statement) => Expect.One(BannedCalls.Find(Body(statement)), 7, "use ");

    [Theory]
    [InlineData("var text = \"DateTime.UtcNow\"; // DateTime.UtcNow, Thread.Sleep(1)")]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(1), time, token);")]
    [InlineData("await Task.Delay(Timeout.InfiniteTimeSpan, token);")]
    [InlineData("await Task.CompletedTask.WaitAsync(token);")]
    [InlineData("await Task.CompletedTask.WaitAsync(TimeSpan.FromSeconds(1), time, token);")]
    [InlineData("var source = new CancellationTokenSource();")]
    [InlineData("var source = new CancellationTokenSource(TimeSpan.FromSeconds(1), time);")]
    [InlineData("var now = UtcNow; int Now = 1;")]
    public void Find_PermittedCall_IsAccepted(string statement) => Assert.Empty(BannedCalls.Find(Body(statement)));

    [Fact]
    public void Find_NewGuidInItsHome_IsAccepted() =>
        Assert.Empty(BannedCalls.Find(SourceModel.Of(
            "src/KubeEdge.Beehive/Messages/MessageId.cs", "class MessageId { object New() => System.Guid.NewGuid(); }")));

    private static SourceModel Body(string statement) => SourceModel.Of("src/P/A.cs", $$"""
        using Clock = System.DateTime;
        using static System.Threading.Thread;
        class A
        {
            int UtcNow => 1;
            async Task M(TimeProvider time, CancellationToken token) {
                {{statement}}
            }
        }
        """);
}
