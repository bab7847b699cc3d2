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
        Check(options.MaximumRequests, nameof(options.MaximumRequests), faults);
        Check(options.ParallelRequests, nameof(options.ParallelRequests), faults, most: 1024);
        Check(options.LocalAnswerAfter, nameof(options.LocalAnswerAfter), TimeSpan.Zero, TimeSpan.FromMinutes(1), faults);
        Check(options.CacheLifetime, nameof(options.CacheLifetime), TimeSpan.FromMinutes(1), TimeSpan.FromDays(365), faults);
        Check(options.PrefetchDelay, nameof(options.PrefetchDelay), TimeSpan.Zero, TimeSpan.FromMinutes(1), faults);
        Check(options.PrefetchInterval, nameof(options.PrefetchInterval), TimeSpan.FromSeconds(10), TimeSpan.FromHours(24), faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Check(int value, string name, List<string> faults, int most = Limit)
    {
        if (value < 1 || value > most)
        {
            faults.Add($"MetaManager: {name} is {value}; it must lie between 1 and {most}.");
        }
    }

    private static void Check(TimeSpan value, string name, TimeSpan least, TimeSpan most, List<string> faults)
    {
        if (value < least || value > most)
        {
            faults.Add($"MetaManager: {name} is {value}; it must lie between {least} and {most}.");
        }
    }
}
