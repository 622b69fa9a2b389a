-- Images of a call: tokens that carry them, and pieces. Null in calls without token counts and in those of before.
ALTER TABLE calls
  ADD COLUMN image_input bigint,
  ADD COLUMN image_output bigint,
  ADD COLUMN input_images bigint,
  ADD COLUMN output_images bigint;
