using Microsoft.Extensions.Options;

namespace KubeEdge.NodeAgent;

/// <summary>Checks the options at start; every fault is named, not only the first.</summary>
internal sealed class NodeAgentOptionsValidator : IValidateOptions<NodeAgentOptions>
{
    private const int MostPods = 1000;

    public ValidateOptionsResult Validate(string? name, NodeAgentOptions options)
    {
        var faults = new List<string>();
        if (options.MaxPods is < 0 or > MostPods)
        {
            faults.Add($"NodeAgent: {nameof(options.MaxPods)} is {options.MaxPods}; it must lie between 0 and {MostPods}.");
        }

        if (string.IsNullOrWhiteSpace(options.KubeletVersion))
        {
            faults.Add($"NodeAgent: {nameof(options.KubeletVersion)} is empty.");
        }

        var second = TimeSpan.FromSeconds(1);
        var minute = TimeSpan.FromMinutes(1);
        Check(options.LeaseDuration, nameof(options.LeaseDuration), 4 * second, 10 * minute, faults);
        Check(options.StatusInterval, nameof(options.StatusInterval), second, 10 * minute, faults);
        Check(options.StatusReportInterval, nameof(options.StatusReportInterval), options.StatusInterval, 60 * minute, faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Check(TimeSpan value, string name, TimeSpan lowest, TimeSpan highest, List<string> faults)
    {
        if (value < lowest || value > highest)
        {
            faults.Add($"NodeAgent: {name} is {value}; it must lie between {lowest} and {highest}.");
        }
    }
}
