using Microsoft.Extensions.Hosting;

namespace KubeEdge.DeviceTwin.CrashReporter;

/// <summary>
/// Reports numbers that count up, one after the other to ten properties in turn, 500 a second: ten every 20 ms. Each line is one fact:
/// <c>found PROPERTY VALUE</c> at the start, <c>ready</c>, and <c>stored NUMBER</c> after the answer. With a negative first number it
/// reports nothing, and what was reported before is told to the cloud.
/// </summary>
internal sealed class Reporter(IDeviceTwins twins, TimeProvider time, int first) : BackgroundService
{
    private const int Properties = 10;
    private static readonly TimeSpan _beat = TimeSpan.FromMilliseconds(20);
    private static readonly DeviceId _device = new(DeviceId.DefaultNamespace, "counter");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_beat, time);
        DeviceState? found;
        while ((found = await twins.GetAsync(_device, stoppingToken)) is null)
        {
            await timer.WaitForNextTickAsync(stoppingToken);
        }

        foreach ((string property, TwinState twin) in found.Twins)
        {
            Console.WriteLine($"found {property} {twin.Reported}");
        }

        Console.WriteLine("ready");
        if (first < 0)
        {
            return;
        }

        for (int number = first; await timer.WaitForNextTickAsync(stoppingToken); number += Properties)
        {
            for (int i = 0; i < Properties; i++)
            {
                _ = ReportAsync(number + i, stoppingToken);
            }
        }
    }

    private async Task ReportAsync(int number, CancellationToken stopping)
    {
        TwinReportResult result = await twins.ReportAsync(_device, $"p{number % Properties}", (long)number, stopping);
        Console.WriteLine(result.IsStored ? $"stored {number}" : $"refused {number} {result.Status} {result.Reason}");
    }
}
