using KubeEdge.DeviceTwin;
using Microsoft.Extensions.Hosting;

namespace Thermo;

/// <summary>A thermometer with a heater: it reports the temperature, and follows the target that its twin is given.</summary>
internal sealed class Thermometer(IDeviceTwins twins, TimeProvider time) : BackgroundService
{
    private double _temperature = 18;
    private double _target = 20;

    public static DeviceId Id { get; } = DeviceId.Parse("thermometer");

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(MeasureAsync(stoppingToken), FollowAsync(stoppingToken));

    private async Task MeasureAsync(CancellationToken stopping)
    {
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await second.WaitForNextTickAsync(stopping).ConfigureAwait(false))
        {
            _temperature += Math.Clamp(_target - _temperature, -0.5, 0.5);
            await twins.ReportAsync(Id, "temperature", _temperature, stopping).ConfigureAwait(false);
        }
    }

    private async Task FollowAsync(CancellationToken stopping)
    {
        await foreach (var change in twins.DesiredAsync(Id, stopping).ConfigureAwait(false))
        {
            if (change.Property == "target" && change.TryGet(out double target))
            {
                _target = target;
                await twins.ReportAsync(Id, "target", target, stopping).ConfigureAwait(false);
            }
        }
    }
}
