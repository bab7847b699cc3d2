using Microsoft.Extensions.Options;

namespace KubeEdge.MetaManager;

/// <summary>Checks the options at start.</summary>
internal sealed class MetaManagerOptionsValidator : IValidateOptions<MetaManagerOptions>
{
    private const int Limit = 65_536;

    public ValidateOptionsResult Validate(string? name, MetaManagerOptions options)
    {
        var faults = new List<string>();
        Check(options.MaximumInFlight, nameof(options.MaximumInFlight), faults);
        Check(options.MaximumAnswers, nameof(options.MaximumAnswers), faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Check(int value, string name, List<string> faults)
    {
        if (value is < 1 or > Limit)
        {
            faults.Add($"MetaManager: {name} is {value}; it must lie between 1 and {Limit}.");
        }
    }
}
