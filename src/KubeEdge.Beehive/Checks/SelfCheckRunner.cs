using Microsoft.Extensions.DependencyInjection;

namespace KubeEdge.Beehive.Checks;

/// <summary>Runs self-checks one after another and writes a line for each; of a failure the cause, and below it the remedy.</summary>
public static class SelfCheckRunner
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Runs every check that the host's parts have registered (<see cref="SelfCheckSource"/>). The host need not be started.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="output">Where the report goes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether none failed.</returns>
    public static Task<bool> RunAsync(IServiceProvider services, TextWriter output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(services);
        var checks = services.GetServices<SelfCheckSource>().SelectMany(source => source.Make(services));
        return RunAsync(checks, output, services.GetService<TimeProvider>() ?? TimeProvider.System, cancellationToken);
    }

    /// <summary>Runs the checks, each for at most 20 s.</summary>
    /// <param name="checks">The checks.</param>
    /// <param name="output">Where the report goes.</param>
    /// <param name="time">The clock that bounds them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether none failed.</returns>
    public static async Task<bool> RunAsync(
        IEnumerable<SelfCheck> checks,
        TextWriter output,
        TimeProvider time,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(checks);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(time);
        var failed = 0;
        foreach (var check in checks)
        {
            var result = await RunAsync(check, time, cancellationToken).ConfigureAwait(false);
            failed += result.Status == CheckStatus.Failed ? 1 : 0;
            await output.WriteLineAsync($"{Word(result.Status)}  {check.Name}: {result.Finding}").ConfigureAwait(false);
            if (result.Remedy is { } remedy)
            {
                await output.WriteLineAsync($"      remedy: {remedy}").ConfigureAwait(false);
            }
        }

        await output.WriteLineAsync(failed == 0 ? "All is well." : $"{failed} failed.").ConfigureAwait(false);
        return failed == 0;
    }

    private static async Task<CheckResult> RunAsync(SelfCheck check, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await check.RunAsync(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return CheckResult.Fail(
                $"no answer within {_limit.TotalSeconds} s", "look whether the other side is up and the network lets it through");
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return CheckResult.Fail(fault.Message, "see the message");
        }
    }

    private static string Word(CheckStatus status) => status switch
    {
        CheckStatus.Passed => "ok  ",
        CheckStatus.Warning => "warn",
        CheckStatus.Skipped => "skip",
        _ => "FAIL",
    };
}
