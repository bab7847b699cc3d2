using System.Collections;
using System.Reflection;

namespace KubeEdge.Testing;

/// <summary>
/// Counts the tasks of this process that have begun and not ended, by the register that the runtime keeps for debuggers.
/// </summary>
internal static class ActiveTasks
{
    private const BindingFlags Hidden = BindingFlags.NonPublic | BindingFlags.Static;
    private static readonly FieldInfo _switch = Field("s_asyncDebuggingEnabled");
    private static readonly FieldInfo _register = Field("s_currentActiveTasks");

    /// <summary>Begins to count, and makes sure that a task that waits is counted: the register is the runtime's own business.</summary>
    public static async Task TrackAsync()
    {
        _switch.SetValue(null, true);
        var before = Count;
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = Enumerable.Range(0, 100).Select(_ => WaitAsync(gate.Task)).ToArray();
        Assert.InRange(Count - before, 90, 1000);
        gate.SetResult();
        await Task.WhenAll(waiting);
    }

    public static int Count
    {
        get
        {
            if (_register.GetValue(null) is not IDictionary register)
            {
                return 0;
            }

            lock (register)
            {
                return register.Count;
            }
        }
    }

    private static async Task WaitAsync(Task gate) => await gate;

    private static FieldInfo Field(string name) =>
        typeof(Task).GetField(name, Hidden) ?? throw new InvalidOperationException($"The runtime has no Task.{name} any more.");
}
