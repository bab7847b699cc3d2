using Microsoft.Extensions.Options;

namespace KubeEdge.Beehive;

/// <summary>Says at start which setting cannot work, and why.</summary>
internal sealed class BeehiveOptionsValidator : IValidateOptions<BeehiveOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, BeehiveOptions options)
    {
        var failures = new List<string>();
        if (options.InboxCapacity < 1)
        {
            failures.Add($"BeehiveOptions.InboxCapacity is {options.InboxCapacity}, but must be at least 1.");
        }

        if (options.RequestTimeout <= TimeSpan.Zero)
        {
            failures.Add($"BeehiveOptions.RequestTimeout is {options.RequestTimeout}, but must be more than zero.");
        }

        if (options.ShutdownTimeout <= TimeSpan.Zero)
        {
            failures.Add($"BeehiveOptions.ShutdownTimeout is {options.ShutdownTimeout}, but must be more than zero.");
        }

        if (options.RestartPolicy is null)
        {
            failures.Add("BeehiveOptions.RestartPolicy is missing.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
