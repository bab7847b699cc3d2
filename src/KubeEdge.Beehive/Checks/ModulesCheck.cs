using KubeEdge.Beehive.Modules;

namespace KubeEdge.Beehive.Checks;

/// <summary>Whether the modules of a host run.</summary>
public static class ModulesCheck
{
    private const int ManyFailures = 3;

    // As long as the longest pause between restarts: what fails at once again and again never looks well in between.
    private static readonly TimeSpan _settled = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Fails when a module has ended for good, or failed three times in a row and has not run for 30 s since; warns when one is being
    /// restarted.
    /// </summary>
    /// <param name="states">The modules.</param>
    /// <param name="now">The time.</param>
    public static CheckResult Run(IReadOnlyList<ModuleState> states, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(states);
        ModuleState? restarting = null;
        foreach (ModuleState state in states)
        {
            if (state.Phase == ModulePhase.Ended)
            {
                return CheckResult.Fail($"module {state.Name} has ended{Why(state)}", "restart the host, and look into its log for the cause");
            }

            if (state.FailuresInARow >= ManyFailures && (state.Phase == ModulePhase.Restarting || now - state.Since < _settled))
            {
                return CheckResult.Fail(
                    $"module {state.Name} failed {state.FailuresInARow} times in a row{Why(state)}",
                    "look into the log for the cause; a restart of the host may help");
            }

            restarting = state.Phase == ModulePhase.Restarting ? state : restarting;
        }

        return restarting is null
            ? CheckResult.Pass($"{states.Count} modules run")
            : CheckResult.Warn($"module {restarting.Name} is being restarted{Why(restarting)}", "look into the log for the cause");
    }

    private static string Why(ModuleState state) => state.LastFailure is { } failure ? $" ({failure.Message})" : string.Empty;
}
