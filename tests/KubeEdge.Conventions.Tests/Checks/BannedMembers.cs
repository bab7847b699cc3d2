namespace KubeEdge.Conventions.Tests.Checks;

/// <summary>The list: time comes from a <see cref="TimeProvider"/>, randomness from an injected source.</summary>
internal static class BannedMembers
{
    private const string Clock = "an injected TimeProvider";
    private const string Randomness = "an injected random source";

    /// <summary>Every banned member.</summary>
    public static IReadOnlyList<BannedMember> All { get; } =
    [
        new("System.DateTime", "Now", Clock),
        new("System.DateTime", "UtcNow", Clock),
        new("System.DateTime", "Today", Clock),
        new("System.DateTimeOffset", "Now", Clock),
        new("System.DateTimeOffset", "UtcNow", Clock),
        new("System.Environment", "TickCount", Clock),
        new("System.Environment", "TickCount64", Clock),
        new("System.Diagnostics.Stopwatch", "StartNew", Clock),
        new("System.Diagnostics.Stopwatch", "GetTimestamp", Clock),
        new("System.Diagnostics.Stopwatch", ".ctor", Clock),
        new("System.Threading.Timer", ".ctor", "TimeProvider.CreateTimer"),
        new("System.Threading.PeriodicTimer", ".ctor", Clock, OnlyWithDuration: true),
        new("System.Threading.CancellationTokenSource", ".ctor", Clock, OnlyWithDuration: true),
        new("System.Threading.Tasks.Task", "Delay", Clock, OnlyWithDuration: true),
        new("System.Threading.Tasks.Task", "Wait", "await"),
        new("System.Threading.Tasks.Task", "WaitAsync", Clock, OnlyWithDuration: true),
        new("System.Threading.Thread", "Sleep", "await Task.Delay with a TimeProvider"),
        new("System.Threading.SpinWait", "SpinUntil", "a signal that can be awaited"),
        new("System.Random", "Shared", Randomness),
        new("System.Guid", "NewGuid", "MessageId.New or the uid source") { Home = "MessageId.cs" },
        new("System.Guid", "CreateVersion7", "MessageId.New or the uid source") { Home = "MessageId.cs" },
    ];
}
