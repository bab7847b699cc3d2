namespace KubeEdge.Viaduct;

public sealed partial class LinkOptions
{
    private static readonly TimeSpan _shortest = TimeSpan.FromMilliseconds(1);

    // A timer takes a little more.
    private static readonly TimeSpan _longest = TimeSpan.FromDays(40);

    /// <summary>
    /// What no link can work with: a sentence for each option outside its limits, which begins with its name. Empty when all is well. A link
    /// that starts checks by this too, and throws.
    /// </summary>
    public IReadOnlyList<string> Check()
    {
        var faults = new List<string>();
        CheckTime(PingInterval, nameof(PingInterval), faults);
        CheckTime(PingTimeout, nameof(PingTimeout), faults);
        CheckTime(WriteTimeout, nameof(WriteTimeout), faults);
        CheckTime(RequestTimeout, nameof(RequestTimeout), faults);
        CheckTime(Limits.StallTimeout, "Limits.StallTimeout", faults);
        if (CloseTimeout < TimeSpan.Zero || CloseTimeout > _longest)
        {
            faults.Add($"CloseTimeout is {CloseTimeout}; it must lie between 0 and {_longest}.");
        }

        CheckRoom(Limits.MaxMessageBytes, "Limits.MaxMessageBytes", faults);
        CheckRoom(Limits.InboundMessages, "Limits.InboundMessages", faults);
        CheckRoom(Limits.InboundBytes, "Limits.InboundBytes", faults);
        CheckRoom(Limits.OutboundBytes, "Limits.OutboundBytes", faults);
        return faults;
    }

    private static void CheckTime(TimeSpan value, string name, List<string> faults)
    {
        if (value != Timeout.InfiniteTimeSpan && (value < _shortest || value > _longest))
        {
            faults.Add($"{name} is {value}; it must lie between {_shortest} and {_longest}, or be infinite.");
        }
    }

    private static void CheckRoom(long value, string name, List<string> faults)
    {
        if (value < 1)
        {
            faults.Add($"{name} is {value}; it must be at least 1.");
        }
    }
}
