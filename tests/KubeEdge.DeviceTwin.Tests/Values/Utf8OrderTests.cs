using System.Text;
using KubeEdge.DeviceTwin.Values;

namespace KubeEdge.DeviceTwin.Tests.Values;

public class Utf8OrderTests
{
    [Fact]
    public void Compare_AnyTwo_OrdersAsTheirBytes()
    {
        string[] texts = ["", "a", "ab", "B", "é", "\uffee", "\U0001f600", "\U0001f600a", "a\U0001f600", "a\uffee", "日本"];
        foreach (var left in texts)
        {
            foreach (var right in texts)
            {
                var bytes = Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
                Assert.Equal(Math.Sign(bytes), Math.Sign(Utf8Order.Instance.Compare(left, right)));
            }
        }
    }
}
