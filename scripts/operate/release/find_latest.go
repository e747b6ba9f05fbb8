package release

import (
	"iter"

	"slipway/scripts/operate/history"
)

// Latest reads the rows of releases, the latest first, until it has found the image that
// got production last. It is empty if none did.
func Latest(rows iter.Seq2[history.Row, error]) (Image, error) {
	for row, err := range rows {
		if err != nil {
			return Image{}, err
		}
		if image := targetOf(row); row["state"] == succeeded && image.Digest != "" {
			return image, nil
		}
	}
	return Image{}, nil
}
