using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Upstream;
using KubeEdge.EventBus.Diagnostics;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EventBus.Uploads;

/// <summary>
/// When one connection sends again what it has sent: a pause after the cloud refused a message, at once after one was given up, and when
/// the cloud confirms nothing for long. Any thread may call.
/// </summary>
internal sealed partial class UploadRepeat : IDisposable
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _longestWait = TimeSpan.FromMinutes(10);

    private readonly UploadWindow _window;
    private readonly UpstreamLink _link;
    private readonly TimeSpan _timeout;
    private readonly EventBusMetrics _metrics;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private TimeSpan _pause = _firstPause;
    private TimeSpan _wait;
    private MessageId _givenUp;
    private bool _isWaiting;
    private volatile bool _isPausing;
    private volatile bool _isSilent;

    public UploadRepeat(
        UploadWindow window, UpstreamLink link, TimeSpan timeout, EventBusMetrics metrics, TimeProvider timeProvider, ILogger logger)
    {
        (_window, _link, _timeout, _wait, _metrics, _logger) = (window, link, timeout, timeout, metrics, logger);
        _timer = timeProvider.CreateTimer(
            static state => ((UploadRepeat?)state)?.OnTime(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether nothing is sent now, because the cloud refused a message.</summary>
    public bool IsPausing => _isPausing;

    /// <summary>Whether the cloud has let its time go by without a confirmation.</summary>
    public bool IsSilent => _isSilent;

    /// <summary>The last message that was given up; the parent of those that follow, since the cloud waits for it or for one of them.</summary>
    public MessageId GivenUp
    {
        get
        {
            lock (_gate)
            {
                return _givenUp;
            }
        }
    }

    /// <summary>A message was sent that the cloud has to confirm.</summary>
    public void Sent()
    {
        lock (_gate)
        {
            if (!_isWaiting)
            {
                Wait(_wait);
            }
        }
    }

    /// <summary>The cloud confirms.</summary>
    public void Confirmed()
    {
        lock (_gate)
        {
            (_pause, _wait, _isSilent) = (_firstPause, _timeout, false);
            if (!_isPausing)
            {
                Wait(_window.Count > 0 ? _wait : Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>The cloud refused a message that is to come again.</summary>
    public void Pause()
    {
        lock (_gate)
        {
            if (!_isPausing)
            {
                _isPausing = true;
                Wait(_pause);
                _pause = Shorter(2 * _pause, _longestPause);
            }
        }
    }

    /// <summary>The cloud refused a message that is not to come again; what follows it does.</summary>
    public void GaveUp(MessageId message)
    {
        lock (_gate)
        {
            (_givenUp, _pause) = (message, _firstPause);
            GoBack(isRefused: true);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void OnTime()
    {
        lock (_gate)
        {
            var isRefused = _isPausing;
            _isPausing = false;
            _isWaiting = false;
            if (_window.Count == 0)
            {
                // Nothing comes again, but what waited behind the pause may go.
                _link.Notify();
                return;
            }

            if (!isRefused)
            {
                Log.Unconfirmed(_logger, _window.Count, _wait.TotalSeconds);
                _isSilent = true;
                _wait = Shorter(2 * _wait, _longestWait);
            }

            GoBack(isRefused);
        }
    }

    private void GoBack(bool isRefused)
    {
        _metrics.Repeated(_window.GoBack(), isRefused);
        Wait(_window.Count > 0 ? _wait : Timeout.InfiniteTimeSpan);
        _link.Notify();
    }

    private void Wait(TimeSpan time)
    {
        _isWaiting = time != Timeout.InfiniteTimeSpan;
        _timer.Change(time, Timeout.InfiniteTimeSpan);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
