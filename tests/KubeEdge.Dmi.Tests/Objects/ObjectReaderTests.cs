using System.Text;
using KubeEdge.Dmi.Objects;

namespace KubeEdge.Dmi.Tests.Objects;

public class ObjectReaderTests
{
    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void TryParse_Nested_IsReadAsDeepAsTheApiTakesIt(int levels, bool isRead)
    {
        var json = string.Concat(string.Concat(Enumerable.Repeat("{\"a\":", levels - 1)), "{}", new string('}', levels - 1));

        Assert.Equal(isRead, ObjectReader.TryParse(Encoding.UTF8.GetBytes(json), out var document));
        document?.Dispose();
    }
}
